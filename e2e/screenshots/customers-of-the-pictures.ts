import { newPerson } from '../steps/people.ts'

const named = (username: string, fullName: string) => ({
  ...newPerson(fullName),
  username,
  email: `${username}@example.com`,
})

export const people = {
  others: [
    named('hedy', 'Hedy Lamarr'),
    named('alan', 'Alan Turing'),
    named('katherine', 'Katherine Johnson'),
    named('edsger', 'Edsger Dijkstra'),
    named('barbara', 'Barbara Liskov'),
  ],
  inactive: named('charles', 'Charles Babbage'),
  billingOnly: named('annie', 'Annie Easley'),
  succeeds: named('grace', 'Grace Hopper'),
  fails: named('ada', 'Ada Lovelace'),
  hangs: named('margaret', 'Margaret Hamilton'),
  typed: named('john', 'John Backus'),
}
