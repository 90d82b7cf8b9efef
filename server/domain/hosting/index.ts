export {
  answerStarted,
  type EndedOrNotYet,
  type StartedOnServer,
  startedOnServer,
  startedRefs,
  wakeAndAnswer,
} from './answer.ts'
export { changeHostingPassword } from './change-password.ts'
export { hostingKinds } from './kinds.ts'
export { provision, provisionHostingAccount } from './provision.ts'
export { quarantineEndOf } from './quarantine.ts'
export { refuseHostingRequest } from './refuse-request.ts'
export { releaseQuarantines } from './release-quarantines.ts'
export { changeReasons, suspendHostingAccount } from './suspend.ts'
export { readSuspensions } from './suspensions.ts'
export { earliestDeletion, terminateHostingAccount } from './terminate.ts'
export { unsuspendHostingAccount } from './unsuspend.ts'
export { readHostingUsage } from './usage.ts'
