import { createServer } from 'node:http'
import { chooseForServer, fillServer, openAddServer, serverRows } from '../steps/servers.ts'
import { expect, faultsOf, test } from '../system/test.ts'

// S14
interface Trouble {
  key: Record<string, unknown>
  checkName: string
  message: RegExp
  remedy: RegExp
}
const tooLow = {
  checkName: 'Permission level',
  message: /permission level of this API key is too low/,
  remedy: /set its permission level to BILLING or SUPER_ADMIN/,
}

const troubles: Record<string, Trouble> = {
  revoked: {
    key: { revoked: true },
    checkName: 'API key',
    message: /has been revoked/,
    remedy: /create a new key/,
  },
  expired: {
    key: { expiresAt: '2020-01-01T00:00:00.000Z' },
    checkName: 'API key',
    message: /has expired/,
    remedy: /extend the expiry/,
  },
  inactive: {
    key: { active: false },
    checkName: 'API key',
    message: /is inactive/,
    remedy: /activate this key/,
  },
  'READ_ONLY only': { key: { level: 'READ_ONLY' }, ...tooLow },
  'USER only': { key: { level: 'USER' }, ...tooLow },
  'DEVELOPER only': { key: { level: 'DEVELOPER' }, ...tooLow },
  'ADMIN only': { key: { level: 'ADMIN' }, ...tooLow },
  'without the scope': {
    key: { scopes: ['Billing Operations'] },
    checkName: 'Scope',
    message: /lacks the scope Account Management/,
    remedy: /add the scope Account Management/,
  },
  'from a wrong address': {
    key: { allowedIps: ['203.0.113.7'] },
    checkName: 'Allowed IP',
    message: /does not accept this API key from our address \(the local address is 127\.0\.0\.1\)/,
    remedy: /add 127\.0\.0\.1 to its allowed IPs/,
  },
}

test('the requirements for the API key are shown at its field', async ({ page }) => {
  const form = await openAddServer(page)
  await expect(form.getByText('Permission level BILLING or SUPER_ADMIN')).toBeVisible()
  await expect(form.getByText(/This installation's address in the allowed IPs/)).toBeVisible()
  await expect(form.getByText('Scope Account Management')).toBeVisible()
})

test('each problem of a key is named with its remedy', async ({ page, panel }) => {
  const faults = faultsOf(panel)
  const form = await openAddServer(page)
  for (const [name, { key, checkName, message, remedy }] of Object.entries(troubles)) {
    await test.step(name, async () => {
      const made = await faults.newKey(key)
      await fillServer(form, { url: panel.url, ...made, name, capacity: 5 })
      await form.getByRole('button', { name: 'Test Connection', exact: true }).click()
      const check = form.getByRole('listitem').filter({ hasText: checkName }).filter({ hasText: 'Failed' })
      await expect(check).toContainText(message, { timeout: 15_000 })
      await expect(check).toContainText(remedy)
      await expect(form.getByText(`Connection failed at "${checkName}".`, { exact: true })).toBeVisible()
    })
  }
})

test('a wrong secret, and a web server that is not a panel, are named', async ({ page, panel }) => {
  const form = await openAddServer(page)
  const run = () => form.getByRole('button', { name: 'Test Connection', exact: true }).click()
  const failed = form.getByRole('listitem').filter({ hasText: 'Failed' })
  await fillServer(form, { ...panel, apiSecret: 'nps_wrong_secret', name: 'Wrong', capacity: 5 })
  await run()
  await expect(failed).toContainText('NextPanel does not recognize this API key and secret.')

  const other = createServer((_request, response) => response.writeHead(200).end('<h1>It works</h1>'))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = address !== null && typeof address !== 'string' ? address.port : 0
  await fillServer(form, { ...panel, url: `http://127.0.0.1:${port}`, name: 'Wrong', capacity: 5 })
  await run()
  await expect(failed).toContainText('A web server responds there, but it is not NextPanel')
  await expect(failed).toContainText('Set the Base URL to NextPanel itself')
  other.closeAllConnections()
  await new Promise((resolve) => other.close(resolve))
})

test('a server is saved whatever the result of its test, and its card names the problem', async ({
  page,
  panel,
}) => {
  const key = await faultsOf(panel).newKey({ level: 'USER' })
  const form = await openAddServer(page)
  await fillServer(form, { url: panel.url, ...key, name: 'Key Too Low', capacity: 5 })
  await form.getByRole('button', { name: 'Add Server', exact: true }).click()
  const card = serverRows(page, 'Key Too Low')
  await expect(card).toContainText('Needs action', { timeout: 15_000 })
  await expect(card).toContainText('set its permission level to BILLING or SUPER_ADMIN')
  await chooseForServer(page, 'Key Too Low', 'Remove')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(card).toBeHidden()
})
