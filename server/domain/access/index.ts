export { notSignedIn, whyNotAllowed } from './authorize.ts'
export { findActor } from './find-actor.ts'
