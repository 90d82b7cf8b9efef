import { confirmEmailChange, requestEmailChange } from '#server/domain/email-changes/index.ts'
import {
  changeOwnPassword,
  confirmRecentSignIn,
  createFirstAdminByLink,
  endOtherSessions,
  endOwnSession,
  getSetupState,
  getViewer,
  listOwnSessions,
  reauthenticate,
  reauthenticateByPasskey,
} from '#server/domain/staff/index.ts'
import { os, verb } from '../implement.ts'

export const session = {
  viewer: os.session.viewer.handler(verb(getViewer)),
  changePassword: os.session.changePassword.handler(verb(changeOwnPassword)),
  changeEmail: os.session.changeEmail.handler(verb(requestEmailChange)),
  confirmEmail: os.session.confirmEmail.handler(verb(confirmEmailChange)),
  sessions: os.session.sessions.handler(verb(listOwnSessions)),
  endSession: os.session.endSession.handler(verb(endOwnSession)),
  endOtherSessions: os.session.endOtherSessions.handler(verb(endOtherSessions)),
  reauthenticate: os.session.reauthenticate.handler(verb(reauthenticate)),
  reauthenticateByPasskey: os.session.reauthenticateByPasskey.handler(verb(reauthenticateByPasskey)),
  recentSignIn: os.session.recentSignIn.handler(verb(confirmRecentSignIn)),
  setupState: os.session.setupState.handler(verb(getSetupState)),
  setup: os.session.setup.handler(verb(createFirstAdminByLink)),
}
