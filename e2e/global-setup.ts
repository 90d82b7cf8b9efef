import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { makeTemplate } from './system/billing.ts'

/**
 * Once per run: the web app is built before two servers could build it at once, and a data folder is created
 * as a template.
 */
export default async function globalSetup() {
  execFileSync(process.execPath, ['scripts/build-web.ts', '--if-changed'], { stdio: 'inherit' })
  const template = await makeTemplate()
  process.env.E2E_TEMPLATE = template
  return () => rmSync(template, { recursive: true, force: true })
}
