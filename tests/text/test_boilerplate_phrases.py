"""Lines that look like page furniture by themselves, and prose that only begins or ends like them."""

import pytest

from tui.text.boilerplate_phrases import is_furniture
from tui.text.words import count

FURNITURE = """
Harbour Gazette | News | Sport | Weather
By Petra Ilves for the Harbour Gazette
By Petra Ilves
By Petra Ilves and Olav Brekke
Published 2021-03-04 Share on Facebook
Published 12 March 2021 at 14:05
Last updated on Monday 3 May
Sign in Subscribe for four crowns a week
2021-03-04 Getty
Petra Ilves/Getty Images
REUTERS
Photo by Olav Brekke / AFP
Photo: Getty Images
Share this on Facebook
Share this article with your friends
Share on your favourite network
Share via email
Facebook Twitter WhatsApp Email
Share Tweet Email Print
Share 12 Tweet
Click to share on Facebook (Opens in new window)
Sign up for our newsletter
Sign up for our daily newsletter and get the stories delivered to your inbox.
Newsletter
Follow us on Twitter, Instagram and YouTube for breaking news.
Follow us
Posted in News | Tags: world, politics
Posted by Petra Ilves
More from Harbour Gazette
More on this story
© 2024 The Valley Post. All rights reserved.
Copyright Valley Post 2021. All rights reserved.
Read more: ten gardens worth a detour
READ MORE: Mayor to step down after scandal
Advertisement
Advertisement - the story continues below
Sponsored content
We use cookies to improve your experience. Accept all
This website uses cookies. By continuing to browse the site you are agreeing to our use of cookies.
By subscribing you accept our terms and conditions and our privacy policy.
Accept all cookies
Cookie settings
4 min read
5-minute read
Reading time: 4 minutes
Home News Sport Business Contact us
Related Articles
You may also like
12 Comments
Leave a comment
Back to top
Tags: bridge, council, river
Most read
She is a reporter based in Oslo.
Wilma Okafor is a staff reporter of the Skerry Gazette, based in Holm.
Olav Brekke is a senior correspondent for the Skerry Gazette who covers the north.
You can get in touch with me by emailing: o.brekke@example.org
He joined Skerry News in 2018 from Holm Radio and previously worked for the Valley Post.
""".strip().splitlines()

PROSE = """
Either | or
By train to the end of the world and back again
By Monday the town was empty.
By Christmas it rained.
By Monday evening
Published works of a forgotten poet
Published in 1851, the book was a failure.
Posted in Kabul for years, he knew the town.
Posted by the harbour, the guard saw nothing.
Updated figures show a rise
The ferry sailed again on Monday.
Home prices rose again last year, and nobody on the coast could say why.
Home news was bad that year.
More in sorrow than in anger, he left the town.
More in sorrow than in anger
More on that front was promised by the mayor.
More from him than from her was expected.
Share on share the index fell that day.
Share prices on the market fell sharply.
Share this, he said, and never speak of it.
The mayor spoke to Reuters
He told Reuters
He joined the party in 1995 from the left.
She joined Labour in 1995 from the Liberals.
She is an experienced editor who was arrested on Monday.
He is a writer.
The man, a graduate of Oslo, lived alone.
He previously worked for the mayor.
Their focus is on the pitch.
Copyright was the issue in court on Monday.
Copyright Law was the issue in 1995.
(c) the right of appeal
Newsletter readers were told first about the plan.
Follow us, the officers shouted at the crowd.
Like us, they were afraid.
Sign up to a treaty, and keep it, he said.
Sign in blood, he said.
Subscribe to that, he said, and you are lost.
Watch next week for the result.
See how they run, he said to the crowd.
Read more than you write, she used to say.
Also read by the mayor was a letter from his wife.
You might also like the way he sings.
Print was his first love.
Facebook said it would appeal.
Facebook shares fell
Twitter users were angry.
Advertisements for the ferry were stopped.
Sponsored by nobody, the team was poor but free.
Terms of service at the port were poor.
Comments by the mayor were not helpful.
We use cookies as bait, he said.
We used cookies and milk to win them over.
By clicking his fingers he called the dog.
Source of the river is in the hills.
Register offices were closed.
Menu prices rose.
Search parties were sent out.
4 minutes later the ferry was gone.
12
1998
""".strip().splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_signs_of_furniture(line):
    assert is_furniture(line, count(line))


@pytest.mark.parametrize("line", [*PROSE, ""])
def test_prose_is_no_furniture(line):
    assert not is_furniture(line, count(line))


def test_a_long_line_takes_no_long_time():
    for line in (
        "A b " * 50_000,
        "by Aa " * 20_000,
        "| " * 50_000,
        "share " * 50_000,
        "joined Aa in " * 20_000,
        "1." * 20_000,
        "A" * 20_000,
        "photo by " + "A." * 20_000,
        "1/1-" * 20_000,
        "photo 2 / " * 20_000,
    ):
        assert not is_furniture(line, count(line))
