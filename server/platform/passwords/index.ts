export { type GuessableReason, whyGuessable } from './guessable.ts'
