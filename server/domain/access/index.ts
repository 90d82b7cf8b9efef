export {
  authorizeTermination,
  notSignedIn,
  refuseWithout,
  whyFieldNotAllowed,
  whyNotAllowed,
  whyNotRecent,
} from './authorize.ts'
export { findActor } from './find-actor.ts'
export { findStarter, refuseWithoutAll, type Starter, starterOf } from './find-starter.ts'
export { findTokenActor, unknownApiToken } from './find-token-actor.ts'
