import { type S3Call, S3Refusal, tagsIn } from './s3-request.ts'
import { backupFileStart } from './store.ts'

/** No backup takes so long. */
const oldMs = 86_400_000

/**
 * Aborts the uploads of backups that were stopped: the store keeps and charges their parts, and lists no file of them. A
 * store that refuses this still gets the new backup, because some have no such list, and some keys may not read it.
 */
export async function abortOldUploads(call: S3Call, prefix: string): Promise<void> {
  try {
    for await (const { key, uploadId, startedAt } of uploads(call, prefix))
      if (Date.now() - startedAt > oldMs)
        await call({ method: 'DELETE', key, query: { uploadId } }, [200, 204, 404])
  } catch (error) {
    if (!(error instanceof S3Refusal)) throw error
  }
}

async function* uploads(call: S3Call, prefix: string) {
  let page: Record<string, string> | null = {}
  while (page !== null) {
    const query: Record<string, string> = { uploads: '', prefix: `${prefix}${backupFileStart}`, ...page }
    const { body } = await call({ method: 'GET', query }, [200])
    const text = body.toString()
    for (const [, upload = ''] of text.matchAll(/<Upload>(.*?)<\/Upload>/gs)) {
      const [key] = tagsIn(upload, 'Key')
      const [uploadId] = tagsIn(upload, 'UploadId')
      const startedAt = Date.parse(tagsIn(upload, 'Initiated')[0] ?? '')
      if (key !== undefined && uploadId !== undefined) yield { key, uploadId, startedAt }
    }
    const [keyMarker] = tagsIn(text, 'NextKeyMarker')
    const [idMarker] = tagsIn(text, 'NextUploadIdMarker')
    const isLast = tagsIn(text, 'IsTruncated')[0] !== 'true' || !keyMarker || !idMarker
    page = isLast ? null : { 'key-marker': keyMarker, 'upload-id-marker': idMarker }
  }
}
