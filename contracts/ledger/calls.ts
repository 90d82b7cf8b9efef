import { byId, callsOf } from '../call.ts'
import { balance, ledgerPage, ledgerQuery } from './schemas.ts'

const { get } = callsOf('Ledger')

export const ledger = {
  list: get('/v1/ledger', 'List ledger entries with their postings, newest first', 'billing.read')
    .input(ledgerQuery)
    .output(ledgerPage),
  balance: get('/v1/customers/{id}/balance', "Get a customer's balance, by currency", 'billing.read')
    .input(byId)
    .output(balance),
}
