export { hashNewPassword, hashUnknownPassword, startHash, whyRefused } from './new-password.ts'
export { wordsOfUser } from './words-of-user.ts'
