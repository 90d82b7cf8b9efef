import { callsOf } from '../call.ts'
import {
  billingSettings,
  companyChange,
  logo,
  logoUpload,
  numberSeriesChange,
  paymentTermsChange,
} from './schemas.ts'

const { get, post, patch, remove } = callsOf('Billing settings')
const permission = 'billing.settings'

export const company = {
  settings: get(
    '/v1/billing-settings',
    'Get the company, its payment terms and the numbering of documents',
    'billing.read',
  ).output(billingSettings),
  change: patch('/v1/billing-settings/company', 'Save the company that issues all documents', permission)
    .input(companyChange)
    .output(billingSettings),
  changeTerms: patch(
    '/v1/billing-settings/payment-terms',
    'Change payment terms and bank details; bank details need a recent sign-in',
    permission,
    { recent: ['bankDetails'] },
  )
    .input(paymentTermsChange)
    .output(billingSettings),
  changeNumbering: patch(
    '/v1/billing-settings/numbering',
    'Change the pattern or the next number of a series; a number is never used twice',
    permission,
    { recent: true },
  )
    .input(numberSeriesChange)
    .output(billingSettings),
  logo: get('/v1/billing-settings/logo', 'Get the logo', 'billing.read').output(logo),
  changeLogo: post('/v1/billing-settings/logo', 'Replace the logo by a PNG or JPEG file', permission)
    .input(logoUpload)
    .output(logo),
  removeLogo: remove('/v1/billing-settings/logo', 'Remove the logo', permission).output(logo),
}
