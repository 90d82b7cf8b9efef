// Creates a customer with a hosting account, and prints each change until the account works or staff must act.
// Run: npx tsx onboard-customer.ts grace@example.com "Grace Hopper" grace

import { createClient, followOperation } from 'nextpanel-billing-client'

const { NEXTPANEL_BILLING_URL: baseUrl = '', NEXTPANEL_BILLING_TOKEN: token = '' } = process.env
const [email = '', fullName = '', username = ''] = process.argv.slice(2)
const client = createClient({ baseUrl, token })

const { customer, hosting, passwordLink } = await client.customers.create(
  {
    email,
    fullName,
    // The customer chooses the password with a link of the web application.
    passwordLink: true,
    provisioning: { username, password: `${crypto.randomUUID()}-A1` },
  },
  // Answer now, and follow the operation.
  { waitSeconds: 0 },
)
console.log(`Customer ${customer.id}, set-password link ${baseUrl}${passwordLink?.path}`)

if (hosting)
  for await (const operation of followOperation(client, hosting.operation.id)) {
    console.log(`The account is ${operation.status}`, operation.error?.message ?? '')
  }
