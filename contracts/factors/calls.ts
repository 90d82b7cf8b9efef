import { callsOf, nothing } from '../call.ts'
import {
  codeOnly,
  newRecoveryCodes,
  ownFactors,
  passwordAndCode,
  passwordOnly,
  totpSetup,
} from './schemas.ts'

const { get, post } = callsOf('Session')

export const factors = {
  get: get('/v1/me/factors', 'Get your own second factors', 'signed-in').output(ownFactors),
  startTotp: post(
    '/v1/me/totp',
    'Start the setup of an authenticator app; returns its secret once',
    'signed-in',
    { recent: true },
  )
    .input(passwordOnly)
    .output(totpSetup),
  confirmTotp: post(
    '/v1/me/totp/confirm',
    'Finish the setup with a code; returns the recovery codes once, and ends your other sessions',
    'signed-in',
  )
    .input(codeOnly)
    .output(newRecoveryCodes),
  removeTotp: post(
    '/v1/me/totp/remove',
    'Remove the authenticator app and the recovery codes; needs the password and a code',
    'signed-in',
    { recent: true },
  )
    .input(passwordAndCode)
    .output(nothing),
  replaceRecoveryCodes: post(
    '/v1/me/recovery-codes',
    'Replace the recovery codes; returns the new ones once',
    'signed-in',
    { recent: true },
  )
    .input(passwordOnly)
    .output(newRecoveryCodes),
}
