import { byId, callsOf } from '../call.ts'
import {
  bankLineChoice,
  bankLineConfirmation,
  bankLineList,
  bankLineQuery,
  bankLineResult,
  bankStatement,
  bankStatementPage,
  bankStatementQuery,
  bankStatementUpload,
} from './schemas.ts'

const { get, post } = callsOf('Bank statements')

export const bankStatements = {
  upload: post(
    '/v1/bank-statements',
    'Upload a bank statement as CSV: each incoming transfer gets a proposal of the invoice that it pays',
    'billing.write',
    { status: 201, upload: 'text/csv' },
  )
    .input(bankStatementUpload)
    .output(bankStatement),
  list: get('/v1/bank-statements', 'List bank statements, newest first', 'billing.read')
    .input(bankStatementQuery)
    .output(bankStatementPage),
  get: get('/v1/bank-statements/{id}', 'Get a bank statement with its counts', 'billing.read')
    .input(byId)
    .output(bankStatement),
  lines: get('/v1/bank-statements/{id}/lines', 'List the lines of a bank statement', 'billing.read')
    .input(bankLineQuery.extend(byId.shape))
    .output(bankLineList),
  confirm: post(
    '/v1/bank-statements/{id}/confirm',
    'Record the payments of these lines, each on its own',
    'billing.write',
  )
    .input(bankLineConfirmation.extend(byId.shape))
    .output(bankLineResult),
  ignore: post('/v1/bank-statements/{id}/ignore', 'Ignore lines that are no payments', 'billing.write')
    .input(bankLineChoice.extend(byId.shape))
    .output(bankLineResult),
}
