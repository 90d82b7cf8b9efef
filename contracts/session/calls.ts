import { z } from 'zod'
import { byId, callsOf, nothing } from '../call.ts'
import { passkeyAssertion, reauthentication } from '../factors/schemas.ts'
import {
  emailChangeToken,
  ownEmailChange,
  ownPasswordChange,
  ownSession,
  setup,
  setupState,
  viewer,
} from './schemas.ts'

const { get, post, remove } = callsOf('Session')

export const session = {
  viewer: get('/v1/me', 'Get the signed-in user', 'signed-in').output(viewer),
  changePassword: post('/v1/me/password', 'Change your own password', 'signed-in', { recent: true })
    .input(ownPasswordChange)
    .output(nothing),
  changeEmail: post(
    '/v1/me/email',
    'Mail a link to a new address for your own login, which changes when the link is used',
    'signed-in',
    { recent: true },
  )
    .input(ownEmailChange)
    .output(nothing),
  confirmEmail: post('/v1/email-changes/confirm', 'Change the email with a mailed link, once', 'public', {
    limit: 'password-link',
  })
    .input(emailChangeToken)
    .output(z.object({ email: z.string() })),
  sessions: get('/v1/me/sessions', 'List your own sessions', 'signed-in').output(
    z.object({ items: z.array(ownSession) }),
  ),
  endSession: remove('/v1/me/sessions/{id}', 'End one of your own sessions', 'signed-in', { recent: true })
    .input(byId)
    .output(nothing),
  endOtherSessions: post(
    '/v1/me/sessions/end-others',
    'End all your own sessions except this one',
    'signed-in',
    { recent: true },
  ).output(z.object({ ended: z.number().int() })),
  reauthenticate: post(
    '/v1/me/reauthenticate',
    'Prove who you are again; dangerous calls then work for 15 minutes',
    'signed-in',
  )
    .input(reauthentication)
    .output(nothing),
  reauthenticateByPasskey: post(
    '/v1/me/reauthenticate-by-passkey',
    'Prove who you are again with a passkey; options: POST /api/auth/passkey-options',
    'signed-in',
  )
    .input(passkeyAssertion)
    .output(nothing),
  recentSignIn: get(
    '/v1/me/recent-sign-in',
    'Check that dangerous calls, for example a download, work now',
    'signed-in',
    { recent: true },
  ).output(nothing),
  setupState: get('/v1/setup', 'Check whether the first administrator must be created', 'public').output(
    setupState,
  ),
  setup: post('/v1/setup', 'Create the first administrator', 'public', { status: 201, limit: 'setup' })
    .input(setup)
    .output(viewer),
}
