export { changeOwnPassword } from './change-own-password.ts'
export {
  createFirstAdminByLink,
  createFirstAdminFromSettings,
  getSetupState,
  refuseClosedSetup,
} from './create-first.ts'
export { endOtherSessions, endOwnSession, listOwnSessions } from './own-sessions.ts'
export { confirmRecentSignIn, reauthenticate, reauthenticateByPasskey } from './reauthenticate.ts'
export { getViewer } from './viewer.ts'
