import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Answers } from '../../testing/answers.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { customerViewer, portalAccount, staff } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.portal

const open = (portal: NonNullable<Answers['portal']> = {}) =>
  openPage(
    '/portal',
    {
      portal: {
        details: () => ({
          email: 'ada@example.com',
          fullName: 'Ada Lovelace',
          companyName: 'Analytical Engines',
          createdAt: '2026-03-01T12:00:00.000Z',
        }),
        ...portal,
      },
    },
    customerViewer,
  )

describeRoute('/portal', {
  async loading() {
    open({ hostingAccounts: never })
    expect(await screen.findByRole('heading', { name: 'Ada Lovelace', level: 1 })).toBeVisible()
    expect(await screen.findAllByText('Loading...')).toHaveLength(1)
    expect(screen.queryByLabelText('Current Password')).not.toBeInTheDocument()
  },
  async full() {
    open({ hostingAccounts: () => ({ items: [portalAccount()] }) })
    const hosting = await screen.findByRole('region', { name: 'My hosting' })
    expect(await within(hosting).findByText(text.status.active.meaning)).toBeVisible()
    expect(within(hosting).getByRole('link', { name: 'Open NextPanel' })).toHaveAttribute(
      'href',
      'https://panel.example:9000',
    )
    expect(await screen.findByText('Analytical Engines')).toBeVisible()
    expect(screen.getByLabelText('Current Password')).toBeVisible()
  },
  async empty() {
    open()
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    open({
      hostingAccounts: refuses('Your hosting is not available.'),
      details: refuses('Your details are not available.'),
    })
    expect(await screen.findByText('Your hosting is not available.')).toBeVisible()
    expect(await screen.findByText('Your details are not available.')).toBeVisible()
  },
})

test('shows the current step while hosting is being set up', async () => {
  open({
    hostingAccounts: () => ({
      items: [
        portalAccount({
          status: 'pending',
          panelUserId: null,
          progress: {
            kind: 'create',
            step: 'at-work',
            nextAttemptAt: null,
            since: '2026-03-01T12:00:00.000Z',
          },
        }),
      ],
    }),
  })
  const steps = await screen.findByRole('list', { name: text.steps.label })
  expect(within(steps).getByRole('listitem', { current: 'step' })).toHaveTextContent(
    text.steps.created('Production Server'),
  )
})

test('sends staff to their own start page', async () => {
  openPage('/portal', {}, staff)
  expect(await screen.findByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
})
