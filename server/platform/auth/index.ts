export type { Actor, SignInState } from './actor.ts'
export { systemActor } from './actor.ts'
export {
  apiTokenHash,
  bearerTokenIn,
  findOpenTokens,
  isLiveToken,
  newApiToken,
  recordTokenUse,
} from './api-tokens.ts'
export { BrowserCookie } from './browser-cookie.ts'
export {
  confirmTotp,
  findFactors,
  findSealedTotp,
  removeTotp,
  replaceRecoveryCodes,
  resealTotp,
  startTotp,
  takeTotpCode,
} from './factors.ts'
export { type FoundLogin, findLogin } from './find-login.ts'
export { HashQueueFull } from './hash-queue.ts'
export {
  asEmailTaken,
  changeLogin,
  findPasswordHash,
  hasStaff,
  insertLogin,
  isActiveLogin,
  isEmailTaken,
  lockLogin,
  lockUnchangedLogin,
  loginParts,
} from './logins.ts'
export { needsFactor } from './needs-factor.ts'
export { endSession, endSessionsOf, listSessions, renewAuthentication } from './own-sessions.ts'
export {
  insertPasskey,
  listPasskeys,
  passkeyCreation,
  passkeyRequest,
  removePasskeys,
  verifyPasskey,
} from './passkeys.ts'
export {
  type FoundPasswordLink,
  findPasswordLink,
  insertPasswordLink,
  passwordLinkPart,
  passwordLinkToken,
  takePasswordLink,
} from './password-links.ts'
export { type SignInOutcome, signInByPassword } from './password-sign-in.ts'
export { hashQueue, verifyPassword } from './passwords.ts'
export { purgeSignIns } from './purge.ts'
export { RecentCounts, rememberIn } from './recent-counts.ts'
export { type RelyingParty, relyingPartyOf } from './relying-party.ts'
export { type SecondStepOutcome, signInBySecondFactor } from './second-factor.ts'
export {
  findOpenSessions,
  type SessionLimits,
  Sessions,
  type SignInMethod,
  type SignInRequest,
} from './sessions.ts'
export { newTotpSecret, totpUri } from './totp.ts'
export { countTry } from './tries.ts'
export { limitKey, TryLimit, type TryLimitOptions } from './try-limit.ts'
