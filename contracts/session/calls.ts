import { callsOf, nothing } from '../call.ts'
import { ownPasswordChange, setup, setupState, viewer } from './schemas.ts'

const { get, post } = callsOf('Session')

export const session = {
  viewer: get('/v1/me', 'Who is signed in', 'signed-in').output(viewer),
  changePassword: post('/v1/me/password', 'Change your own password', 'signed-in')
    .input(ownPasswordChange)
    .output(nothing),
  setupState: get('/v1/setup', 'Whether the first admin is still missing', 'public').output(setupState),
  setup: post('/v1/setup', 'Make the first admin', 'public', { status: 201 }).input(setup).output(viewer),
}
