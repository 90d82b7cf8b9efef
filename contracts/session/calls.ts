import { callsOf, nothing } from '../call.ts'
import { ownPasswordChange, setup, setupState, viewer } from './schemas.ts'

const { get, post } = callsOf('Session')

export const session = {
  viewer: get('/v1/me', 'Get the signed-in user', 'signed-in').output(viewer),
  changePassword: post('/v1/me/password', 'Change your own password', 'signed-in')
    .input(ownPasswordChange)
    .output(nothing),
  setupState: get('/v1/setup', 'Get whether the first administrator is still missing', 'public').output(
    setupState,
  ),
  setup: post('/v1/setup', 'Create the first administrator', 'public', { status: 201 })
    .input(setup)
    .output(viewer),
}
