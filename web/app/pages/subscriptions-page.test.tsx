import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { subscriptionSummary } from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { ids } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.subscriptions

describeRoute('/subscriptions', {
  async loading() {
    openPage('/subscriptions', { subscriptions: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/subscriptions', {
      subscriptions: {
        list: () => ({
          items: [
            subscriptionSummary(),
            subscriptionSummary({ id: ids.alan, title: 'Backup', cancelOn: '2026-04-01' }),
            subscriptionSummary({
              id: ids.ada,
              title: 'Domain',
              status: 'ended',
              nextBillOn: null,
              interval: { unit: 'year', count: 2 },
            }),
          ],
          nextCursor: null,
        }),
      },
    })
    const row = (await screen.findByRole('link', { name: '2 x Hosting L' })).closest('tr')
    expect(row).toHaveTextContent('€1,037.40')
    expect(row).toHaveTextContent('per month')
    expect(row).toHaveTextContent('Mar 1, 2026')
    expect(screen.getByRole('link', { name: 'Backup' }).closest('tr')).toHaveTextContent('Ends Apr 1, 2026')
    expect(screen.getByRole('link', { name: 'Domain' }).closest('tr')).toHaveTextContent('every 2 years')
  },
  async empty() {
    openPage('/subscriptions')
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    openPage('/subscriptions', { subscriptions: { list: refuses('Not available.') } })
    expect(await screen.findByText('Not available.')).toBeVisible()
  },
})

test('filters by status and customer', async () => {
  const asked: unknown[] = []
  const user = openPage('/subscriptions', {
    subscriptions: {
      list: (input) => {
        asked.push(input)
        return { items: [], nextCursor: null }
      },
    },
  })
  await user.selectOptions(await screen.findByLabelText(text.byStatus), text.status.paused)
  await user.type(screen.getByLabelText(text.search), 'ada')
  await waitFor(() => expect(asked).toContainEqual({ limit: 50, status: 'paused', search: 'ada' }))
  expect(await screen.findByText(text.noneFound)).toBeVisible()
})
