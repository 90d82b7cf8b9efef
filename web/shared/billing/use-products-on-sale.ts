import { useQuery } from '@tanstack/react-query'
import type { Product } from '#contracts/products/schemas.ts'
import { api, client } from '../../lib/api.ts'

const pageSize = 100
/** No company sells more. A list without an end would load forever. */
const mostPages = 20

/** All visible products, by name. */
export const useProductsOnSale = () =>
  useQuery({ queryKey: [...api.products.list.key(), 'on-sale'], queryFn: ({ signal }) => loadAll(signal) })

async function loadAll(signal: AbortSignal): Promise<Product[]> {
  const all: Product[] = []
  let cursor: string | null = null
  for (let page = 0; page < mostPages && (page === 0 || cursor !== null); page += 1) {
    const query = { limit: pageSize, visible: 'true' as const, ...(cursor === null ? {} : { cursor }) }
    const answer: { items: Product[]; nextCursor: string | null } = await client.products.list(query, {
      signal,
    })
    all.push(...answer.items)
    cursor = answer.nextCursor
  }
  return all
}
