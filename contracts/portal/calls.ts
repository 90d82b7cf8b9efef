import { z } from 'zod'
import { callsOf } from '../call.ts'
import { portalAccount, portalDetails } from './schemas.ts'

const { get } = callsOf('Customer area')

export const portal = {
  details: get('/v1/portal/details', 'Get the signed-in customer', 'customer').output(portalDetails),
  hostingAccounts: get(
    '/v1/portal/hosting-accounts',
    "List the signed-in customer's own hosting accounts",
    'customer',
  ).output(z.object({ items: z.array(portalAccount) })),
}
