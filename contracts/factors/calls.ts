import { callsOf, nothing } from '../call.ts'
import {
  codeOnly,
  newPasskey,
  newRecoveryCodes,
  ownFactors,
  passkey,
  passkeyOptions,
  passkeyRemoval,
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
  startPasskey: post(
    '/v1/me/passkeys/options',
    'Get the options with which the browser creates a passkey',
    'signed-in',
    { recent: true },
  )
    .input(passwordOnly)
    .output(passkeyOptions),
  addPasskey: post('/v1/me/passkeys', 'Add the passkey that the browser created', 'signed-in', {
    status: 201,
    recent: true,
  })
    .input(newPasskey)
    .output(passkey),
  removePasskey: post('/v1/me/passkeys/remove', 'Remove one of your own passkeys', 'signed-in', {
    recent: true,
  })
    .input(passkeyRemoval)
    .output(nothing),
}
