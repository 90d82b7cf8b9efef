export {
  authorizeTermination,
  notSignedIn,
  refuseWithout,
  whyFieldNotAllowed,
  whyNotAllowed,
  whyNotRecent,
} from './authorize.ts'
export { findActor } from './find-actor.ts'
export { findTokenActor, unknownApiToken } from './find-token-actor.ts'
