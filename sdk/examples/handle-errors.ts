// Shows every kind of error that a call can throw.
// Run: npx tsx handle-errors.ts grace@example.com

import {
  ConnectionError,
  createClient,
  isProblem,
  ProblemError,
  UnexpectedResponseError,
} from 'nextpanel-billing-client'

const { NEXTPANEL_BILLING_URL: baseUrl = '', NEXTPANEL_BILLING_TOKEN: token = '' } = process.env
const [email = ''] = process.argv.slice(2)
const client = createClient({ baseUrl, token, retry: { retries: 2 } })

try {
  await client.customers.create({ email, fullName: 'Grace Hopper', passwordLink: true })
  console.log('created')
} catch (error) {
  if (isProblem(error, 'email-taken')) console.log('There is a customer with this email already.')
  else if (error instanceof ProblemError) {
    console.log(`${error.code}: ${error.detail} (request ${error.requestId})`)
    for (const { path, message } of error.errors) console.log(`${path}: ${message}`)
  } else if (error instanceof ConnectionError) console.log(error.message)
  else if (error instanceof UnexpectedResponseError) console.log(error.message)
  else throw error
}
