import { z } from 'zod'
import { byId, callsOf } from '../call.ts'
import {
  passwordByLink,
  passwordLink,
  passwordLinkOwner,
  passwordLinkToken,
  passwordResetRequest,
} from './schemas.ts'

const ofCustomers = callsOf('Customers')
const ofSession = callsOf('Session')

export const passwordLinks = {
  create: ofCustomers
    .post(
      '/v1/customers/{id}/password-link',
      'Create a single-use link that lets the customer set a password',
      'customers.write',
      { status: 201 },
    )
    .input(byId)
    .output(passwordLink),
  requestReset: ofSession
    .post(
      '/v1/password-resets',
      'Mail a link to set a new password; the answer is the same for an unknown address',
      'public',
      { limit: 'password-reset' },
    )
    .input(passwordResetRequest)
    .output(z.object({ isSetUp: z.boolean() })),
  inspect: ofSession
    .post(
      '/v1/password-links/inspect',
      'Get the owner of a link; needs no session and does not use up the link',
      'public',
      { limit: 'password-link' },
    )
    .input(passwordLinkToken)
    .output(passwordLinkOwner),
  use: ofSession
    .post('/v1/password-links/use', 'Set the password with a link, once; needs no session', 'public', {
      limit: 'password-link',
    })
    .input(passwordByLink)
    .output(z.object({ email: z.string() })),
}
