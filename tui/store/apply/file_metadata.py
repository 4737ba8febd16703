"""An open file → owner, group, mode, times and extended attributes of its copy, or an error that names what is lost.

A copy of an article that belongs to somebody else, or that lost its access rights, is not the same file: what the
other file system or the rights of this user cannot keep is an OSError, and the file stays where it is. Times are
rounded as the file system rounds them.
"""

import errno
import os
import stat
from typing import Final

from tui.store.apply.disk import Disk

_ACL: Final = "system.posix_acl_access"  # a new file inherits one from its folder
_SET_BY_SYSTEM: Final = frozenset({"security.evm", "security.ima", "security.selinux"})
_WHAT_TO_DO: Final = "name a folder on the same file system"


def copy_metadata(source: int, target: int, status: os.stat_result, disk: Disk) -> None:
    """Give the open file `target` what `source` has besides its bytes.

    Both are descriptors, `status` is that of `source` before it was read. Raises OSError where something cannot be
    kept; its `strerror` says what, and what to do.
    """
    _copy_owner(target, status, disk)  # first: it clears the set-user-id bit and file capabilities
    _copy_attributes(source, target, disk)
    mode = stat.S_IMODE(status.st_mode)
    try:
        disk.fchmod(target, mode)
        kept = stat.S_IMODE(disk.fstat(target).st_mode) == mode
    except PermissionError:
        kept = False
    if not kept:
        raise _lost(f"mode {mode:04o}", errno.EPERM, _WHAT_TO_DO)
    disk.utime(target, (status.st_atime_ns, status.st_mtime_ns))


def _copy_owner(target: int, status: os.stat_result, disk: Disk) -> None:
    wanted = (status.st_uid, status.st_gid)
    if _owner(target, disk) == wanted:
        return
    try:
        disk.fchown(target, *wanted)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}:
            raise
    if _owner(target, disk) != wanted:  # some file systems ignore the call without an error
        raise _lost(
            f"owner and group {wanted[0]}:{wanted[1]}",
            errno.EPERM,
            f"run this as root, or {_WHAT_TO_DO}",
        )


def _owner(descriptor: int, disk: Disk) -> tuple[int, int]:
    status = disk.fstat(descriptor)
    return status.st_uid, status.st_gid


def _copy_attributes(source: int, target: int, disk: Disk) -> None:
    wanted, found = disk.attributes(source), disk.attributes(target)
    if _ACL in found and _ACL not in wanted:
        disk.remove_attribute(target, _ACL)
    for name, value in wanted.items():
        if name not in _SET_BY_SYSTEM and found.get(name) != value:
            try:
                disk.set_attribute(target, name, value)
            except OSError as error:
                if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
                    raise
                raise _lost(
                    f"extended attribute {name}", error.errno or errno.EPERM, _WHAT_TO_DO
                ) from error


def _lost(what: str, code: int, do: str) -> OSError:
    return OSError(
        code, f"its {what} cannot be kept on another file system ({os.strerror(code)}): {do}"
    )
