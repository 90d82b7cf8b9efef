export type { Actor } from './actor.ts'
export { systemActor } from './actor.ts'
export { HashQueueFull } from './hash-queue.ts'
export {
  asEmailTaken,
  changeLogin,
  findPasswordHash,
  hasStaff,
  insertLogin,
  isEmailTaken,
  loginParts,
} from './logins.ts'
export { deleteSessions, listSessions } from './own-sessions.ts'
export {
  type FoundPasswordLink,
  findPasswordLink,
  insertPasswordLink,
  passwordLinkPart,
  passwordLinkToken,
  takePasswordLink,
} from './password-links.ts'
export { passwordSignInPath } from './password-sign-in.ts'
export { hashQueue, verifyPassword } from './passwords.ts'
export { purgeSignIns } from './purge.ts'
export { isSessionDue, refreshSession, sessionTokenOf } from './session.ts'
export { clientAddressHeader, inactiveCode, openSignIn, type SignIn } from './sign-in.ts'
export { countTry } from './tries.ts'
