import { eq } from 'drizzle-orm'
import type { Provisioning } from '#contracts/hosting/schemas.ts'
import { mostServerTags } from '#contracts/servers/placement.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { prices, products } from '../tables/products.ts'

/**
 * Returns a hosting request with the package of the product that is bought. An automatic choice of the server also
 * needs the tags of the product. A package or a server that the request names takes precedence. A price that does not
 * exist changes nothing: its sale is refused.
 * @throws {Refusal} invalid-body: product and request together name too many tags
 */
export async function asPlanned(db: Queryable, priceId: string, wanted: Provisioning): Promise<Provisioning> {
  const [product] = await db
    .select({ packageId: products.packageId, serverTags: products.serverTags })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .where(eq(prices.id, priceId))
  if (!product) return wanted
  const packageId = wanted.packageId ?? product.packageId
  return {
    ...wanted,
    ...(packageId === null ? {} : { packageId }),
    ...placementOf(wanted, product.serverTags),
  }
}

function placementOf(
  { serverId = 'auto', placement }: Provisioning,
  planTags: readonly string[],
): Pick<Provisioning, 'placement'> {
  if (serverId !== 'auto' || planTags.length === 0) return {}
  const tags = [...new Set([...(placement?.tags ?? []), ...planTags])].sort()
  if (tags.length > mostServerTags)
    throw fieldRefusal(
      'invalid-body',
      'provisioning.placement',
      'too-many',
      `The plan needs servers with the tags ${planTags.join(', ')}. Together with the tags of this request, that is more than ${mostServerTags} tags. Remove some tags from the request.`,
    )
  return { placement: { ...placement, tags } }
}
