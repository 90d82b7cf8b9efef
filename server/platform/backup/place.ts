import { z } from 'zod'
import type { Config } from '#server/platform/config/index.ts'
import { createStoreHttp } from '#server/platform/outbound/index.ts'
import { folderStore } from './folder-store.ts'
import { s3Store } from './s3-store.ts'
import type { BackupStore } from './store.ts'

/** For one part of 16 MiB. */
const deadlineMs = 300_000
const maxBytes = 20 * 1024 * 1024

/** The place of backups, as data for another process. */
export const backupPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), folder: z.string() }),
  z.object({
    kind: z.literal('s3'),
    endpoint: z.string(),
    bucket: z.string(),
    prefix: z.string(),
    region: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    allowedNetworks: z.array(z.string()),
    ownPorts: z.array(z.number()),
    connectTimeoutMs: z.number(),
  }),
])
export type BackupPlace = z.infer<typeof backupPlace>

/** Returns the place in the settings, or null if there is none. */
export function placeIn(config: Config): BackupPlace | null {
  const { backupDir, backupS3Endpoint, backupS3Bucket, backupS3AccessKeyId, backupS3SecretAccessKey } = config
  if (backupDir !== undefined) return { kind: 'folder', folder: backupDir }
  if (
    backupS3Endpoint === undefined ||
    backupS3Bucket === undefined ||
    backupS3AccessKeyId === undefined ||
    backupS3SecretAccessKey === undefined
  )
    return null
  const ownPorts = [config.apiPort, config.webPort].filter((port) => port !== 0)
  if (config.databaseUrl !== undefined) ownPorts.push(Number(URL.parse(config.databaseUrl)?.port || 5432))
  return {
    kind: 's3',
    endpoint: backupS3Endpoint,
    bucket: backupS3Bucket,
    prefix: config.backupS3Prefix,
    region: config.backupS3Region,
    accessKeyId: backupS3AccessKeyId,
    secretAccessKey: backupS3SecretAccessKey,
    allowedNetworks: [...config.panelAllowedNetworks],
    ownPorts,
    connectTimeoutMs: config.panelConnectTimeoutMs,
  }
}

/** Opens a place. S3-compatible stores are reached under the rules of all outbound connections. */
export function openStore(place: BackupPlace): BackupStore {
  if (place.kind === 'folder') return folderStore(place.folder)
  const { allowedNetworks, connectTimeoutMs } = place
  const ownPorts = new Set(place.ownPorts)
  return s3Store(
    place,
    createStoreHttp({ allowedNetworks, ownPorts, deadlineMs, connectTimeoutMs, maxBytes }),
  )
}
