import { act, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { SystemStatus } from '#contracts/system/schemas.ts'
import { queryClient } from '../../lib/query-client.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { staffAs, systemInTrouble, systemStatus } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.systemStatus
const address = '/settings/status'
const open = (status: SystemStatus) => openPage(address, { system: { status: () => status } })
const part = async (name: string) => {
  const heading = await screen.findByRole('heading', { name, level: 2 })
  const section = heading.closest('section')
  if (!section) throw new Error(`${name} has no section.`)
  return section
}

describeRoute('/settings/status', {
  async loading() {
    openPage(address, { system: { status: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText(words.common.loading)).toBeInTheDocument()
  },
  async full() {
    open(systemInTrouble())
    expect(await screen.findByText(text.severalProblems(2))).toBeVisible()
    const first = screen.getByText('The last backup is 9 days old.').closest('li')
    expect(first).toHaveTextContent('Run npm run backup, or set a schedule.')
    expect(within(first ?? document.body).getByRole('link')).toHaveAttribute('href', '/help/backup.html')
    expect(await part(text.database)).toHaveTextContent('2 are pending')
    const engine = await part(text.engine)
    expect(engine).toHaveTextContent(text.paused)
    expect(engine).toHaveTextContent(/Oslo: 3 waiting, oldest .*, 2 need action/)
    expect(engine).toHaveTextContent('and 4 more servers')
    expect(await part(text.mail)).toHaveTextContent(/5 waiting, oldest/)
  },
  async empty() {
    open(
      systemStatus({
        backups: { last: null, problem: null, isRunning: false, nextAt: null },
        mail: { isSetUp: false, waiting: 0, oldestAt: null, failed: 0 },
      }),
    )
    expect(await part(text.backups)).toHaveTextContent(text.noBackup)
    expect(await part(text.backups)).toHaveTextContent(text.noSchedule)
    expect(await part(text.engine)).toHaveTextContent(text.noQueues)
    expect(await part(text.mail)).toHaveTextContent(text.notSetUp)
  },
  async error() {
    openPage(address, { system: { status: refuses('The status is not available.') } })
    expect(await screen.findByText('The status is not available.')).toBeVisible()
  },
})

test('says in one sentence that everything is in order, with the facts below', async () => {
  open(systemStatus())
  expect(await screen.findByText(text.inOrder)).toBeVisible()
  const program = await part(text.program)
  expect(program).toHaveTextContent('0.1.0')
  expect(program).toHaveTextContent('1.1 d')
  expect(program).toHaveTextContent('Pages and API (web): 2')
  expect(within(program).getByRole('link', { name: text.releaseNotes })).toHaveAttribute(
    'href',
    '/help/project/changelog.html',
  )
  expect(await part(text.database)).toHaveTextContent('50 MB')
  const backups = await part(text.backups)
  expect(backups).toHaveTextContent('1.5 MB')
  expect(backups).toHaveTextContent(text.bySchedule)
  expect(backups).toHaveTextContent(/backup:verify -- --from-store nextpanel-billing-2026-03-01T12/)
})

test('says in one sentence what to do about a single problem', async () => {
  const [finding] = systemInTrouble().findings
  open(systemStatus({ findings: finding ? [finding] : [] }))
  const sentence = await screen.findByText('The last backup is 9 days old.')
  expect(sentence.closest('p')).toHaveTextContent('Run npm run backup, or set a schedule.')
  expect(screen.queryByText(text.severalProblems(1))).not.toBeInTheDocument()
})

test('shows the other parts if one cannot be read', async () => {
  open(systemStatus({ backups: null, database: null, engine: null, queues: null, mail: null }))
  for (const name of [text.backups, text.database, text.engine, text.mail])
    expect(await part(name)).toHaveTextContent(text.unreadable)
  expect(await part(text.program)).toHaveTextContent('0.1.0')
})

test('refreshes itself, and keeps the values with a warning if that fails', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  try {
    const answers = [() => systemInTrouble(), () => systemStatus()]
    openPage(address, {
      system: {
        status: () => {
          const next = answers.shift()
          if (!next) throw new Refused('Not now.', { status: 403 })
          return next()
        },
      },
    })
    expect(await screen.findByText('The last backup is 9 days old.')).toBeVisible()
    await act(() => vi.advanceTimersByTimeAsync(15_000))
    expect(await screen.findByText(text.inOrder)).toBeVisible()
    await act(() => vi.advanceTimersByTimeAsync(15_000))
    expect(await screen.findByText(text.stale)).toBeVisible()
    expect(screen.getByText(text.inOrder)).toBeVisible()
  } finally {
    queryClient.clear()
    vi.useRealTimers()
  }
})

test('is in the menu of the account, by keyboard too', async () => {
  const user = openPage('/', {}, staffAs('read-only'))
  const menu = await screen.findByRole('button', { name: words.shell.yourAccount })
  menu.focus()
  await user.keyboard('{Enter}')
  const entry = await screen.findByRole('menuitem', { name: words.shell.status })
  entry.focus()
  await user.keyboard('{Enter}')
  expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
})
