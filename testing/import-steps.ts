import type { ImportDefaults, ImportDetails, ImportRow } from '#contracts/imports/schemas.ts'
import type { Context, Domain } from '#server/domain/context.ts'
import {
  changeImport,
  checkImport,
  getImport,
  ImportWorker,
  listImportRows,
  startImport,
  uploadImport,
} from '#server/domain/imports/index.ts'
import { startEngine } from '#server/work/index.ts'
import type { TestDomain } from './domain.ts'
import { addStaffUser } from './domain-steps.ts'

async function* chunksOf(text: string | Buffer, size = 50) {
  const all = Buffer.from(text)
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

export const uploadFile = async (ctx: Context, text: string | Buffer, fileName = 'customers.csv') => {
  // Rows are imported only while their starter is an active member of the team.
  await addStaffUser(ctx)
  return uploadImport(ctx, { fileName }, { body: chunksOf(text), stillAllowed: async () => {} })
}

/** Works in this process until no import has work. */
export const workOnImports = (domain: Domain): Promise<void> => new ImportWorker(domain).idle()

/** Uploads a file and checks its rows. */
export async function checkedImport(
  test: TestDomain,
  text: string | Buffer,
  defaults: Partial<ImportDefaults> = {},
): Promise<ImportDetails> {
  const { id } = await uploadFile(test.ctx, text)
  await changeImport(test.ctx, { id, defaults })
  return checkAgain(test, id)
}

export async function checkAgain(test: TestDomain, id: string): Promise<ImportDetails> {
  await checkImport(test.ctx, { id })
  await workOnImports(test.domain)
  return getImport(test.ctx, { id })
}

/** Runs operations while `work` runs. */
export async function withEngine(test: TestDomain, work: () => Promise<void>): Promise<void> {
  const engine = await startEngine(test.domain, async () => {})
  try {
    await work()
  } finally {
    await engine.stop(5000)
  }
}

/** Starts a checked import, and works on it and on its operations until both are done. */
export async function finishedImport(test: TestDomain, id: string): Promise<ImportDetails> {
  await startImport(test.ctx, { id })
  await withEngine(test, () => workOnImports(test.domain))
  return getImport(test.ctx, { id })
}

export const importedRows = async (test: TestDomain, id: string): Promise<ImportRow[]> =>
  (await listImportRows(test.ctx, { id, limit: 100 })).items

/** The state of each row, and the field and the code of its errors. */
export const rowStates = async (test: TestDomain, id: string): Promise<string[]> =>
  (await importedRows(test, id)).map(({ state, errors }) =>
    [state, ...errors.map(({ field, code }) => `${field} ${code}`)].join(', '),
  )

/** With its byte order mark, which Response.text() removes. */
export const downloadedText = async ({
  body,
}: {
  readonly body: ReadableStream<Uint8Array>
}): Promise<string> => Buffer.from(await new Response(body).arrayBuffer()).toString()
