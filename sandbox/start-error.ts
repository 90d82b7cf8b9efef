/** The reason why the sandbox cannot start, in one sentence that names the setting to change. */
export class SandboxStartError extends Error {
  override readonly name = 'SandboxStartError'
}
