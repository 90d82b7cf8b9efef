import { createServer } from 'node:net'
import { expect, type Locator, type Page } from '@playwright/test'
import type { PanelAccess } from '../system/environment.ts'
import { dialog, field } from './add-customer.ts'

interface ServerForm extends PanelAccess {
  name: string
  capacity: number
  location?: string
}

/** A server's rows in the table of servers. */
export const serverRows = (page: Page, name: string): Locator =>
  page.getByRole('rowgroup', { name, exact: true })

/** From the menu at the end of a server's row. */
export async function chooseForServer(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `More actions for ${name}`, exact: true }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

export async function setMode(page: Page, name: string, mode: string): Promise<void> {
  await chooseForServer(page, name, 'Change mode')
  const form = dialog(page, `Mode of ${name}`)
  await form.getByRole('radio', { name: mode, exact: true }).check()
  await form.getByRole('button', { name: 'Change mode', exact: true }).click()
}

export async function openAddServer(page: Page): Promise<Locator> {
  await page.goto('/server')
  await page.getByRole('button', { name: 'Add Server', exact: true }).click()
  return dialog(page, 'Add a server')
}

export async function fillServer(form: Locator, server: ServerForm): Promise<void> {
  await field(form, 'Name').fill(server.name)
  await field(form, 'Base URL').fill(server.url)
  await field(form, 'API Key').fill(server.apiKey)
  await field(form, 'API Secret').fill(server.apiSecret)
  await field(form, 'Capacity').fill(String(server.capacity))
  if (server.location) await field(form, 'Location').fill(server.location)
}

export async function addServer(page: Page, server: ServerForm): Promise<Locator> {
  const form = await openAddServer(page)
  await fillServer(form, server)
  await form.getByRole('button', { name: 'Add Server', exact: true }).click()
  await expect(page.getByText(`${server.name} was added.`, { exact: true })).toBeVisible({ timeout: 15_000 })
  return serverRows(page, server.name)
}

/** An address on this machine without a listener. */
export async function closedAddress(): Promise<string> {
  const listener = createServer()
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  await new Promise((resolve) => listener.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return `http://127.0.0.1:${address.port}`
}
