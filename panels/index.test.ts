import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { panelDrivers } from './index.ts'

test('every folder under panels/ except the kit is a registered driver of that id', async () => {
  const entries = await readdir(import.meta.dirname, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== 'kit')
  expect([...panelDrivers.keys()].toSorted()).toEqual(folders.map(({ name }) => name).toSorted())
})

test('a driver is registered under its own id', () => {
  for (const [id, driver] of panelDrivers) expect(driver.id).toBe(id)
})
