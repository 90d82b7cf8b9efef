export { hashNewPassword, startHash, whyRefused } from './new-password.ts'
export {
  countGuess,
  loginChanged,
  ownerOf,
  verifyOwnCode,
  verifyOwnPassword,
  wrongCode,
} from './own-password.ts'
export { wordsOfUser } from './words-of-user.ts'
