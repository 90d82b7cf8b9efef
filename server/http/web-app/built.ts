import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '#server/platform/errors/index.ts'
import { projectRoot } from '#server/platform/product/index.ts'

export const webAppDir = join(projectRoot, 'web', 'dist')

/** The web app is not built. The message says how to build it. */
export class WebAppMissing extends OperatorError {
  override readonly name = 'WebAppMissing'
}

/**
 * The server never builds the web app: the user that runs it needs no write access to the code.
 * @throws {WebAppMissing}
 */
export function requireWebApp(): void {
  if (existsSync(join(webAppDir, 'index.html'))) return
  throw new WebAppMissing(
    'The web app is not built. Nothing was started. Run `npm ci && npm run build` as the owner of the code, then start again.',
  )
}
