import { byId, callsOf, nothing } from '../call.ts'
import { newTaxRate, taxRate, taxRateChange, taxRatePage, taxRateQuery } from './schemas.ts'

const { get, post, patch, remove } = callsOf('Tax rates')
const permission = 'billing.settings'

export const taxes = {
  list: get('/v1/tax-rates', 'List tax rates, by place, category and first day', 'billing.read')
    .input(taxRateQuery)
    .output(taxRatePage),
  create: post(
    '/v1/tax-rates',
    'Add a tax rate; another one of the same name, place and category on the same day is refused',
    permission,
    { status: 201 },
  )
    .input(newTaxRate)
    .output(taxRate),
  change: patch('/v1/tax-rates/{id}', 'Set or remove the end of a tax rate', permission)
    .input(taxRateChange.extend(byId.shape))
    .output(taxRate),
  remove: remove('/v1/tax-rates/{id}', 'Delete a tax rate; issued documents keep their taxes', permission)
    .input(byId)
    .output(nothing),
}
