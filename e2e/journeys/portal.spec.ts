import { z } from 'zod'
import { newPerson } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { signIn } from '../system/billing.ts'
import { expect, faultsOf, test } from '../system/test.ts'

const servers = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })

// S16
test('a customer follows the setup of their hosting, and opens it', async ({
  context,
  browser,
  billing,
  panel,
}) => {
  const person = { ...newPerson('Grace Hopper'), companyName: 'Flow-Matic' }
  const answer = await context.request.get(`${billing.url}/api/v1/servers`)
  const server = servers.parse(await answer.json()).items.find(({ name }) => name === 'Production Server')
  const faults = faultsOf(panel)
  await faults.fault({ fault: 'hang', path: 'create', username: person.username })
  await placeCustomer(
    { request: context.request, billing },
    { person, serverId: server?.id ?? '', waitSeconds: 0 },
  )

  const theirs = await browser.newPage({ baseURL: billing.url })
  await signIn(theirs.request, billing.url, person)
  await theirs.goto('/portal')
  const card = theirs
    .getByRole('listitem')
    .filter({ has: theirs.getByRole('heading', { name: person.username }) })
  await expect(card.getByRole('status')).toHaveText('Being set up')
  const steps = card.getByRole('list', { name: 'Setup progress' })
  await expect(steps.getByRole('listitem')).toHaveText([
    'Requested(done)',
    'Created on Production Server(now)',
    'Verified',
    'Ready to use',
  ])
  await expect(theirs.getByText(/attempt|operation|error/i)).toHaveCount(0)
  await faults.clearFaults()
  await expect(card.getByRole('status')).toHaveText('Active', { timeout: 20_000 })
  await expect(steps).toBeHidden()
  await expect(card.getByRole('link', { name: 'Open NextPanel' })).toHaveAttribute('href', panel.url)
  await expect(theirs.getByRole('definition').filter({ hasText: 'Flow-Matic' })).toBeVisible()
  await theirs.close()
})
