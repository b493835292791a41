"""Danger, worry and STOP once more, written by somebody who had not seen the tables.

One sentence a line. What people say in danger must be heard as danger; a worry may be heard as
danger too; and the everyday, idioms, news and old stories are neither, nor a STOP.
"""

from flows.hearing import Scene, Signal, signal
from tests.tables import each_of

ENGLISH = Scene(language="en")


def heard(text: str) -> Signal | None:
    found = signal(text, ENGLISH)
    return found.signal if found else None


URGENT = r"""
I've fallen and can't get up
ive fallen cant get up
I am on the floor and cannot get up
im on the kitchen floor cant move
had a tumble, stuck on the bathroom floor
I've slipped in the bath and can't get out
I fell down the stairs and I think my leg is broken
been on the floor since last night
help I've fallen over
chest pain
I've got terrible chest pains
pain in my chest and down my arm
my chest is tight and I feel sick
crushing pain across my chest
I think I'm having a heart attack
think its my heart
cant breathe
I can't breathe properly
struggling to breathe
I can hardly breathe
I'm fighting for breath
can't get my breath and my lips are blue
short of breath and getting worse
I'm choking
my husband is choking
having an asthma attack and no inhaler
my face has dropped on one side
my mouth's gone all droopy and I can't lift my arm
I think I'm having a stroke
my words are coming out wrong and my arm is numb
my wife's had a stroke
my speech has gone funny and my left side has gone
I've taken too many tablets
I've taken all my pills
took the whole packet of paracetamol
I have taken an overdose
think I took my tablets twice and I feel awful
I've swallowed bleach
I want to die
I want to kill myself
im going to kill myself
I'm going to end it all tonight
I am going to end my life
I have decided to end it
I'm thinking of killing myself
thinking about ending it all
I feel suicidal
suicidal
I want to end my life
I don't want to live any more
I dont want to be alive anymore
I've cut my wrists
I've been cutting myself
I keep hurting myself
I'm going to hurt myself
I'm going to jump
going to throw myself under a train
I've written my goodbye letters
goodbye, I won't be here tomorrow
by the time you read this I'll be gone
nobody would miss me if I killed myself
my son is hitting me
he's hitting me
he hit me
my husband is beating me
hes got a knife
he has a knife and won't let me out
he's threatening to kill me
he says he'll kill me
somebody is trying to break in
there's a man in my house
there is someone in my garden trying the back door
someone's breaking in
I'm being burgled
there's an intruder downstairs
someone is banging on the door and shouting and I'm scared
the house is on fire
my kitchen's on fire
fire
there's a fire in the flat
the chip pan's on fire
the room is full of smoke
I can smell smoke and can't get out
I can smell gas
strong smell of gas
there's a gas leak
gas is leaking
carbon monoxide alarm is going off
I'm bleeding and it won't stop
blood everywhere I've cut my hand badly
I'm losing a lot of blood
bleeding heavily
I've banged my head and I'm bleeding
my husband has collapsed
my wife collapsed and won't wake up
he's not breathing
she is unconscious
mum won't wake up
I can't wake my husband
my neighbour has collapsed in the street
I think he's dead
I keep passing out
I collapsed this morning and feel like I'm going again
I feel like I'm going to pass out and I'm on my own
I'm going to faint
call an ambulance
I need an ambulance
please send an ambulance
ambulance please
call 999
999
call the police
help me
HELP ME PLEASE
please help me
emergency
sos
its an emergency
I've scalded myself badly
I've burnt my arm really bad with the kettle
I'm diabetic and my sugar is very low and shaking
my throat is closing up, allergic
having a fit
she's having a seizure
there is water pouring through the ceiling and the electrics are sparking
I'm locked out and freezing cold in my nightie
I've been raped
someone attacked me
I've been attacked
I've been stabbed
he tried to strangle me
he's going to hurt me
Im scared he will hurt me tonight
I want to be dead
I wish I was dead
I'd be better off dead
everyone would be better off if I was dead
life isn't worth living, I'm going to finish it
I can't do this any more I'm going to take all my tablets
I have fallen over in the garden and can't get back up
fell out of bed can't get up
I'm on the floor
can't get off the floor
Stuck in the bath
fell and broke my hip I think
fallen down the stairs please help
bad pain in my chest
my chest hurts really bad
pains in chest and left arm
heart is racing and I've got chest pain
I can't catch my breath
cant breath
i can not breathe
finding it hard to breathe
gasping for air
I'm having a stroke
my face is drooping
one side of my face has dropped
can't move my arm and my speech is slurred
my husband can't speak and his face has dropped
I've taken an overdose
took an overdose of my tablets
Ive swallowed a load of pills
I have taken 30 paracetamol
took too much insulin
I'm going to take all my pills
I am going to kill myself tonight
i want to end it
I want to end it all
I'm going to end it
I can't live any more
I don't want to be here anymore
don't want to live anymore
I just want to die
wish I were dead
i wish i was dead
better off dead
I'm standing on the bridge
I'm cutting myself
I've slit my wrist
My husband is hitting me
my partner is attacking me
he's strangling me
he is going to kill me
my son has a knife
son threatening me with a knife
I'm being attacked
I'm being beaten
someone has broken in
somebody's in my house
intruder in the house
burglars
there is a stranger in my house and he won't leave
a man is trying to get in
someone is smashing my window
my house is on fire
The kitchen is on fire
fire in my flat
there's smoke everywhere
the cooker's on fire
I smell gas
smell gas in the kitchen
can smell gas in the hall and feel dizzy
gas leak
CO alarm going off and we've all got headaches
I'm bleeding badly
bleeding a lot
bleeding won't stop
cut an artery
head injury, bleeding and dizzy
My wife is unconscious
my husband isn't breathing
he has stopped breathing
she's collapsed
collapsed on the floor
My neighbour has collapsed and isn't responding
can't wake her up
he won't wake up
my mum is choking
choking on my dinner can't breathe
having a heart attack
think I'm dying
I'm dying please help
I need help now
I need help urgently
please send help
send an ambulance
get me an ambulance
ring 999 for me
I need the police
police please
call the fire brigade
someone please help me
help me i've been stabbed
I've been shot
allergic reaction throat swelling
stung by a bee and can't breathe
my baby isn't breathing
having seizures
I've drunk bleach
"""

WORRYING = r"""
I can't go on like this
I can't see the point any more
whats the point of anything
nothing to live for
I've nothing left to live for
I feel hopeless
life's not worth living
I've given up
they'd all be better off without me
I'm just a burden to everyone
I can't cope any more
I can't carry on
I don't know how much more I can take
I cry all day every day
so lonely I could weep
I've not spoken to anyone for two weeks
I've no food in the house
there's nothing in the fridge to eat
havent eaten for three days
I've not eaten since Sunday
I can't afford food this week
Im hungry and theres no money till friday
I'm skipping meals to pay the leccy
I can't afford to put the heating on
the boiler's broken and I'm freezing
no heating for a week
I'm so cold in here
house is freezing and I cant get warm
electric has run out on the meter
my gas has been cut off
no hot water or heating
my son shouts at me all the time
my daughter takes my pension
my carer is rough with me
my grandson took my bank card
he won't let me see my friends
she won't let me out of the house
I'm frightened of my son
Im scared of him
I'm afraid of my husband
I don't feel safe at home
I don't feel safe
someone has been taking money from my purse
a man on the phone got my bank details
I think I've been scammed
I've given a man on the phone my pin number
carer hasn't come today
no carer for two days
nobody has been to wash me
my carer didnt turn up and I cant get out of bed
I had a fall last night
fell over yesterday but I'm ok
I had a fall on Tuesday bruised all over
I took a tumble this morning, got up ok but sore
had another fall
I keep falling
I don't know what day it is
I don't know where I am
I'm all confused
I keep forgetting things and I'm frightened
my head's all muddled
I've run out of my tablets
no insulin left
I've run out of my heart pills
chemist hasn't brought my tablets
I've been sick all night
been poorly in bed for days and getting worse
I've been dizzy all morning
I had a funny turn
blacked out yesterday
my neighbour hasn't been seen for days
I'm worried about the lady next door
next door's curtains have been shut all week
I can hear the man next door hitting his wife
I'm worried about my friend Jean, she says she wants to die
my husband died last night
my wife passed away this morning
I'm not coping
i cant manage any more
I'm at the end of my tether
I feel like giving up
I've stopped eating
my leg is swollen and red and hot
I've cut my leg and it won't heal, smells bad
bailiffs are coming tomorrow and I dont know what to do
I'm sleeping in my car
I've got nowhere to sleep tonight
I have no food
no food left
no food in
got nothing to eat
I've not eaten for two days
haven't had anything to eat today
can't afford to eat
I'm hungry and I've no money
I have no money for food
no heating
heating's broken
the heating has packed up and it's so cold
freezing in this flat no heating
can't afford heating
I'm cold and can't get warm
no electric
no electricity since yesterday
leccy's gone and I've no money for the meter
no water
I fell last night
had a fall yesterday
I fell in the kitchen this morning but I'm up now
fell again last night, bruised my hip
I've fallen twice this week
I can't cope
not coping
I can't take any more
there's no point to anything
no point in living
nothing to live for any more
what is the point
I feel worthless
I feel like a burden
nobody cares if I live or die
nobody would notice if I was gone
I'm so lonely I can't bear it
I hate my life
I can't stop crying
crying all the time
I feel desperate
I'm in despair
I'm depressed
feeling very depressed
my daughter hits me sometimes
my son takes my money
he takes my pension money
my carer shouts at me
carer stole from me
my nephew is using my bank card
my husband won't let me go out
he controls everything
I'm scared of my husband
scared to go home
I'm frightened
someone's stealing from me
I've been scammed
someone took money out of my account
given my bank details to a caller
my carers haven't come
carer didn't come this morning
I've not been washed for a week
no one has been to see me
I can't get out of bed
I can't get to the toilet on my own
I've wet myself and no one's here
confused
I'm feeling very confused
don't know what day it is
I can't remember where I live
run out of medication
I've no tablets left
ran out of insulin
haven't taken my tablets for a week
I feel really ill
I'm really poorly
I don't feel well at all
I've been vomiting all day
can't keep anything down
I feel dizzy
had a dizzy spell and nearly fell
my neighbour isn't answering
not seen Mrs Jones for days
worried about my neighbour
I'm worried about my friend
the old man next door is shouting for help
the lady next door hasn't been seen
my husband has just died
my wife died yesterday
my sister passed away last night
I've been burgled
I was mugged yesterday
a man keeps knocking on my door
being evicted
I'm homeless
"""

EVERYDAY = r"""
I could kill for a cuppa
this heat is killing me
my feet are killing me
I'm dead tired
dead good that was
I nearly died laughing
you'll be the death of me
that cake was to die for
I nearly had a heart attack when I saw the gas bill
the gas bill came
the gas man is coming on Tuesday
I had a heart attack in 2009 but I'm fine now
my husband had a stroke ten years ago
my mother died of a stroke
Dad passed away in 1998
I lost my husband three years ago
watched Casualty last night, a man was stabbed
there was a fire in town last night on the news
read a good book about a murder
lovely fire in the grate tonight
bonfire night soon
fire station open day on Saturday
we used to have a coal fire
stroke of luck at bingo
I was stroking the cat
he swept me off my feet
fell asleep in front of the telly
fell in love with a puppy
falling out with my sister again
my phone is dying
battery's dead
my plants have all died
the weeds want killing
I'm starving, what's for tea
I could eat a horse
freezing out there today
it's freezing, wrap up warm
brr cold today
cold got me, sniffles
I'm all right
fine thanks
lovely day
had my hair done
Sam came on Tuesday we had a nice chat
grandkids here all weekend exhausted but happy
I'm knackered
been gardening my back aches
my knee is bad today love
bit of a cold but nothing to worry about
went to the doctors for my flu jab
blood test on Monday
off to the hospital for my check up on Thursday
my hip operation is in March
my daughter is a nurse in A&E
I've got a doctor's appointment at 3
who's cutting the grass
I cut my finger peeling spuds, put a plaster on
what time is the tea dance
see you Tuesday
thank you love
bless you
no pain today
no chest pain today thank goodness
I'm not suicidal just fed up
I haven't fallen, don't worry
I'm not in any danger
if I fell who would I ring?
what should I do if there's a fire
is it dangerous to take two paracetamol
the smoke alarm battery needs changing
smoke alarm keeps chirping
my son is coming to fix the boiler
boiler's been serviced
heating's on, I'm snug
had a lovely hot dinner
I'm hungry, going to have my tea
not hungry yet
I've lost my glasses
I'm lost without my telly
lost my keys again
I'm confused about the bus times
can't remember the name of that film
I don't know what to wear
who was shot in Line of Duty
they killed off my favourite in Corrie
suicide squad is on tonight
the cat brought in a dead bird
our dog died last year
wasps are attacking my jam
I'm attacking the ironing today
I beat him at dominoes
he beat me at cards again
hit the jackpot! won a tenner
the cold hit me when I opened the door
knife and fork tea
I need a new bread knife
choked up at the wedding
choking on my tea laughing
can't breathe for laughing
took my breath away
it was breathtaking
I'm over the moon
I'm drowning in paperwork
drop dead gorgeous he was
wouldn't be seen dead in that
over my dead body ha ha
kill two birds with one stone
killing time till the bus
I'll murder that kettle if it doesn't boil
my back is killing me after gardening
I'd die for a bag of chips
shoot me a text
help yourself to biscuits
I helped at the church
can you help with my crossword
can someone help me with my telly remote
could you help me find a plumber
I want to help out
I need help with my shopping
would like some help with the garden
I'm scared of spiders
frightened of the dentist
scary film last night
he scared me silly
I'm worried about my exam results ha
not worried at all
I'm worried it will rain
don't worry about me
I get lonely sometimes but I've the radio
bit lonely at times
a bit down today
low week but picking up
mustn't grumble
could be worse
been better
fed up with the weather
sick of this rain
sick and tired of the telly
wine was poisonous
food poisoning last month but better
I had food poisoning in Spain years ago
my neighbour is lovely
next door's having a party
the lady next door gave me a cake
the police were in our street about a parking row
I saw a police car
ambulance went past
air ambulance charity shop is having a sale
St John Ambulance do a course
999 what's your emergency was on telly
emergency exit at the hall is blocked
emergency plumber came
I'm bursting
burning the candle at both ends
burnt the toast
bread's on the table
milk's gone off
bloody weather
gas cooker needs cleaning
cooking on gas!
smell of gas works reminds me of home
collapsed on the sofa after the walk
my souffle collapsed
the deckchair collapsed under him haha
tent collapsed
I fell about laughing
I'm falling for him
jumped for joy
I'm going to jump in the shower
I've had enough tea thanks
had enough to eat
can't go on the trip
can't go on Tuesday
what's the point of bringing a coat
no point coming if it rains
I don't want to live in Hull
he doesn't want to live with his mother
want to live by the sea
my team got hammered
we got thrashed 4-0
the kids are fighting over the remote
the wind nearly knocked me over
attack of the giggles
panic over, found the cat
panic buying loo roll
the tea was lovely thank you
having a cuppa and watching the snooker
my daughter rang from Canada
the bus was late again
weather's terrible
my legs are tired
I slept badly
didn't sleep a wink
up all night with the dog
been to the library
nice to hear from you
who's this?
is it Tuesday today?
I've got a new hearing aid
had a fall out with the neighbour over the bins
she fell pregnant
leaves are falling
prices are killing us
Man U got murdered
I was dying for the loo
I could murder a curry
what a killer queue at the post office
nearly jumped out of my skin
scared me half to death
my heart skipped a beat
heart's content
broke my heart that film
heartbroken over the cat, but ok
I've got heartburn
indigestion after the curry
touch of indigestion
took my breath away that view
I'm choked about the football
choc ices in the freezer
freezer's broken
starving artist
I skipped lunch
not eaten yet, dinner's in the oven
no milk for my tea
cold tea, hot bath
cold hands warm heart
it's cold enough for two pairs of socks
heating's on full blast
the boiler man is coming
gas bill's gone up again
gas fire wants servicing
put another log on the fire
fire drill at the hall
fireworks on Saturday
Guy Fawkes night
smoked haddock for tea
gave up smoking
lost my purse but found it
lost the match
lost in a good book
lost for words
lost a stone at slimming club
confused by this new phone
my phone's confusing
forgot my glasses
can't remember her name
senior moment
dizzy with excitement
spinning class ha
bit wobbly on the ice
took my tablets
tablets are sorted
prescription's ready
took two paracetamol for my head
headache
a bit of a headache
sore throat
bit of a cough
cough's better
I've got the flu
got a cold
bad back again
my arthritis is playing up
hip's giving me gyp
knees are shot
dead on my feet
feeling flat
feeling a bit blue
monday blues
I miss him
I miss my wife
it's a year since Harold died
visiting the grave on Sunday
went to a funeral
funeral's on Friday
sad news about the vicar
the vicar died
Prince Philip died
her husband died last year
my old dog had to be put down
Corrie was sad
someone died in Emmerdale
there's been a murder ... on Vera
police drama on BBC
knife skills class
knitting needles
stabbed my finger with a needle
blood pressure is fine
gave blood
blood sugar's ok
blood orange
bloody marvellous
that's criminal that price
daylight robbery
attack of hay fever
panic at the shops
I panicked when I couldn't find my keys
I'm worried about the weather for the fete
my neighbour is away
neighbour's cat is in my garden
next door are noisy
next door's dog barks
there's a man coming to do the gutters
a man came about the windows
someone at the door
someone's knocking, speak later
stranger things is on netflix
talking to strangers on the bus
my son's here
my son is taking me shopping
my son takes me to church
carer's been, all good
carers are lovely
carer was late
help with crossword please
that helped
can't help laughing
I need a plumber
emergency chocolate
need a new kettle urgently
urgent trip to the loo
ambulance chasers
I'm fine don't call an ambulance
don't worry no need for 999
feeling much better
not dead yet!
still alive and kicking
alive and well
could be worse I could be dead
I'm not dying
you only live once
live and let live
worth living for
life's too short
life is good
end of life admin done
the end of the book was sad
ended up at the pub
I give up on this crossword
giving up sugar
gave in and bought the cake
can't cope with this heat
can't face the ironing
can't bear that presenter
can't stand the cold
can't take the dog out in this
no point ironing
what's the point of self checkouts
pointless is on
hopeless at maths
useless umbrella
worthless scratch card
I hate Mondays
I hate this phone
desperate for spring
desperate housewives
depressing news on telly
crying with laughter
cried at the wedding
"""

STOP = r"""
STOP
Stop.
stop please
UNSUBSCRIBE
unsubscribe me
Unsubcribe
Opt out
opt-out please
optout
STOPALL
quit
End
REVOKE
Cancel
CANCEL PLEASE
Stop texting me
stop txting me
pls stop sending me texts
please dont text me anymore
Please do not text me any more.
I don't want any more messages thank you
no more texts please
No more msgs
take me off your list
take me off this
Please remove my number from your system
remove me
Can you take my number off please love
I would like to stop receiving these
I wish to unsubscribe
how do i unsubscribe
How do I stop these texts?
how do I get these messages to stop
leave me alone
Leave me alone!!!
just leave me be
stop bothering me
stop pestering me will you
quit texting me
I'm not interested, please don't contact me again
not interested take me off
dont contact me again
Do not contact me again
please don't message me again
I don't want to hear from you again
I've had enough of these texts
fed up of these messages stop
sick of you lot texting me
These texts are a nuisance please stop them
I don't want this service any more
I no longer wish to receive texts
I no longer want these messages
no longer interested please remove
Please cancel my subscription
cancel these texts
please cancel the messages
I'd rather you didn't text me
I would rather not get these any more
I'd prefer not to get any more of these
would you kindly stop sending me these messages
Kindly remove me from your list
Thank you but I don't need these any more
Its very kind but no more texts please
I dont need you to text me any more, thanks all the same
You can stop texting now thanks
you can stop now dear, I'm alright
That's enough now. No more.
enough now stop
Stop it now please
stop this
STOP THIS NOW
stop sending these
stop sending me this rubbish
bog off and stop texting
go away and stop messaging me
sotp
stpo
Stopp
stop!!!!
S T O P
stop stop stop
Stop thank you
stop ta
STOP x
Stop please Dot x
Hi it's Rose please stop the texts
Hello please could you stop these messages thank you Jean
I want to stop
I want out
I want to opt out of this please
I'd like to leave the scheme
don't want this anymore
dont want these anymore ta
dnt txt me no more
dont txt me agen
dont send me any more
Don't send any more please
pls dont send me these any more
plz stop msging
please stop the messages my phone keeps beeping
I never signed up for this take me off
I didn't ask for these texts. Remove me.
who gave you my number? stop texting me
Delete my number
delete my details please
please delete me from your records
lose my number
I am not interested in your messages
I don't wish to be contacted
I do not wish to take part any more
I don't want to do this any more, please stop the hellos
stop the hellos
no more hellos please
withdraw me please
I withdraw my consent
I wish to withdraw
please end this
end these messages
finish these texts please
Switch these messages off please
turn these off
Can you please stop texting my mother
please stop texting this number
This number doesn't want texts
don't text this number again
Not for me any more thank you, please stop
I've changed my mind, I don't want the texts
Changed my mind please stop
please discontinue
discontinue these messages
stop mithering me
give over texting me
Stop contacting me or I'll report you
This is harassment. Stop.
I will report you if you text again
unsubscribe pls x
UNSUBSCRIBE ME NOW
stop texts
stop all messages
Stop all texts please
STOP HELLO
text stop
"STOP"
stop (sorry)
Sorry but please stop
I'm afraid I want you to stop writing to me
Please will you stop writing to me now my daughter lives here
dont need it stop
im fine now so please stop thanks for everything
Thank you for all your help but I don't need the texts now
please take me off the messaging list
I dont wish to receive these messages
No more please
Please don't send any more of these
Could you please not text me
I'd be grateful if you'd stop texting
would you mind not texting me anymore
unsubcribe please
UNSUSCRIBE
opt me out
I'm opting out
cancel my messages
cancel texts please
Stop the messages now please
I've asked you to stop before
I said stop
told you to stop texting me
for the last time STOP
stop stop stop stop!!!
you are wasting your time with me stop
dont bother texting me again
don't bother me again
never text me again
I never want to hear from you again
go away
get lost
piss off
bugger off
do one
block me
I'm blocking this number
how can i stop getting these
how do I cancel this
how do I get off this list
what do I text to stop this
can I stop getting these please
can you stop these
I want these to stop
I want you to stop
I want to cancel
we don't want these texts
she doesn't want these texts any more
he doesn't want any more messages
mum says stop
Mum doesn't want these anymore
My mother is in a home now so please stop the texts
I'm moving away so no need to text me any more
I don't need these now thank you
we are managing fine so you can stop the messages
I'm too busy for this please stop
too many texts. stop
too many messages please stop them
Enough. Stop.
Thank you but please stop now
Stop texting me thanks
Sorry love but can you stop sending these
Not wanted. Please remove
Please remove me from this service
"""

NO_STOP = r"""
I'll stop by tomorrow
can you stop by on Tuesday
the bus stop is outside the chippy
get off at the next stop
don't stop, I love these
please dont stop texting me
never stop
can't stop now, got the kettle on
It won't stop raining
I stopped smoking in 1980
the doctor said stop taking the tablets
I had to stop driving last year
stop it you'll make me blush
stop worrying about me
I wish it would stop raining
my watch has stopped
the clocks stop at 3
nothing will stop me coming
non stop rain all week
full stop
we'll have to cancel Friday lunch
cancel my Tuesday visit please
Can we cancel Sam's visit this week
weekend was nice
the end of the week suits me
in the end we went to the park
end of the road by the church
I quit my job in 1975 when I had our John
Is this real? "You've won £500 text YES to claim. Reply STOP to opt out"
what does reply STOP to opt out mean
got a text from BT saying reply STOP to unsubscribe
when does the bus stop running
does the number 7 stop at the library
the pain won't stop
the bleeding has stopped now
I can't stop thinking about him
stop press! I've got a new grandson
leave me a message on the machine
leave it with me
remove the weeds from my garden would be nice
no more cake for me I'm full
no more rain please
I don't want any more tea
I don't want to be a nuisance
my son wants me to stop living alone
I'm sick of this weather
fed up today
the end is nigh ha ha
opted out of my pension years ago
I'd like to leave the house more
how do I get to the bus stop
take me off to the seaside!
I've had enough of this cold
stop the world I want to get off ha
one stop shop
not interested in football
not interested in bingo thanks
no thanks
I don't want to come
don't ring me before 10
don't text before nine please I sleep in
please don't text at teatime
stop sending Jean, send Sam instead
the bus doesn't stop here any more
Pull up at the stop
"""


@each_of(URGENT.strip().splitlines())
def test_danger_is_urgent(text: str) -> None:
    assert heard(text) is Signal.URGENT


@each_of(WORRYING.strip().splitlines())
def test_a_worry_brings_a_person(text: str) -> None:
    assert heard(text) in (Signal.CONCERN, Signal.URGENT)


@each_of(EVERYDAY.strip().splitlines())
def test_the_everyday_is_no_danger_and_no_stop(text: str) -> None:
    assert heard(text) not in (Signal.URGENT, Signal.CONCERN, Signal.STOP)


@each_of(STOP.strip().splitlines())
def test_a_wish_to_hear_no_more_is_a_stop(text: str) -> None:
    assert heard(text) is Signal.STOP


@each_of(NO_STOP.strip().splitlines())
def test_what_only_holds_the_word_is_no_stop(text: str) -> None:
    assert heard(text) is not Signal.STOP
