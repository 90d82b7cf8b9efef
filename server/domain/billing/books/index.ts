export { checkBooks } from './check-books.ts'
export { NightlyBooksCheck } from './nightly.ts'
