import { newPerson, type Person } from '../steps/people.ts'

const named = (username: string, fullName: string, companyName?: string): Person => ({
  ...newPerson(fullName),
  ...(companyName ? { companyName } : {}),
  username,
  email: `${username}@example.com`,
})

/** Names from the history of computing. */
export const people = {
  elsewhere: [
    named('konrad', 'Konrad Zuse', 'Zuse Apparatebau'),
    named('george', 'George Boole'),
    named('emmy', 'Emmy Noether'),
    named('claude', 'Claude Shannon', 'Bell Laboratories'),
    named('joan', 'Joan Clarke'),
    named('dennis', 'Dennis Ritchie', 'Bell Laboratories'),
    named('adele', 'Adele Goldstine'),
    named('jean', 'Jean Bartik'),
    named('kathleen', 'Kathleen Booth', 'Birkbeck College'),
    named('niklaus', 'Niklaus Wirth', 'ETH Zürich'),
    named('frances', 'Frances Allen'),
  ] as const,
  others: [
    named('hedy', 'Hedy Lamarr'),
    named('alan', 'Alan Turing', 'Bletchley Park'),
    named('katherine', 'Katherine Johnson', 'Langley Research Center'),
    named('edsger', 'Edsger Dijkstra', 'Mathematisch Centrum'),
    named('dorothy', 'Dorothy Vaughan', 'Langley Research Center'),
  ],
  inactive: named('charles', 'Charles Babbage', 'Difference Engines'),
  billingOnly: named('annie', 'Annie Easley', 'Lewis Research Center'),
  succeeds: named('grace', 'Grace Hopper', 'Eckert–Mauchly'),
  fails: named('ada', 'Ada Lovelace', 'Analytical Engines'),
  hangs: named('mary', 'Mary Jackson', 'Langley Research Center'),
  typed: named('john', 'John Backus', 'Watson Laboratory'),
}
