export { notSignedIn, refuseWithout, whyFieldNotAllowed, whyNotAllowed } from './authorize.ts'
export { findActor } from './find-actor.ts'
