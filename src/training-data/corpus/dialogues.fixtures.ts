/** Two dialogues as writers write them: one room, and two. */
export const SAMPLE_FILE = `
# sample-001
persona: Owner of a guesthouse in Porto who answers between laundry loads
concern: cost
season: low
manner: careless
lever: a banner on our Portugal page
rooms: 1
outcome: agreed

A opening greet | Good morning, I am the AI assistant of {ota} for partner rates. May I ask about the {room} for {stay}?
P greet question tired | morning, yes what about it
A briefing brief comparison | The {room} is {current_rate} with us and {competitor_rate} on another site for those nights.
P give_reason annoyed cost | electricity doubled since spring
A proposing propose empathy first | That is a heavy bill for a small house. Would {ask_rate} still leave you enough for {stay}?
P counter tired cost | no. {quote} maybe
P counter question | with breakfast included right?
A bargaining +answer counter reciprocity small lever | Breakfast stays as it is now. If you could go to {ask_rate}, we would add {lever}.
P accept warm | ok do it
A confirming confirm_terms | Good. In writing it is {terms}. Is that right for you?
P accept warm | yes yes right
A closing close_agreed appreciation | Then your yes is noted. Thank you, and good luck with the laundry.

# sample-002
persona: Manager of a harbour hotel, short of words
season: shoulder
rooms: 2
outcome: agreed

A opening greet | Hello, an AI assistant of {ota} here, with a question on the {room} and the {room_2}.
P acknowledge | go on
A briefing brief comparison | The {room} is {current_rate} with us and {competitor_rate} elsewhere, the {room_2} {current_rate_2}.
P ask_why | so?
A proposing propose first 2:first | Guests compare before they book. Would {ask_rate} and {ask_rate_2} be possible?
P counter | first one {quote}, second no
A bargaining counter 2:small | Your figure for the first is noted. For the {room_2}, would {ask_rate_2} be easier?
P accept | fine, both
A confirming confirm_terms | Both are on the table now: {terms}. Do you agree, yes or no?
P accept | yes
A closing close_agreed | Both rooms are noted with your yes.
`;
