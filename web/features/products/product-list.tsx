import { useState } from 'react'
import { productKinds } from '#contracts/products/schemas.ts'
import { oneOf } from '../../lib/one-of.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { useCompanyCurrency } from '../../shared/money/use-company-currency.ts'
import { CardList } from '../../ui/card-list.tsx'
import { controlClass } from '../../ui/field.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'
import { ProductCard } from './product-card.tsx'
import { type ProductFilter, useProducts } from './use-products.ts'

const text = words.products
const settleMs = 200

/** All products by name, with a search. */
export function ProductList() {
  const [search, setSearch] = useState('')
  const [kind, setKind] = useState<ProductFilter['kind']>(undefined)
  const products = useProducts({ search: useSettled(search.trim(), settleMs), kind })
  const currency = useCompanyCurrency()
  const isFiltered = search.trim() !== '' || kind !== undefined
  const { data, isError, error, refetch } = products
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <input
          {...notALogin}
          type="search"
          aria-label={text.search}
          placeholder={text.search}
          maxLength={100}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          className={`${controlClass} min-w-56 flex-[2_1_14rem]`}
        />
        <Select
          aria-label={text.byKind}
          value={kind ?? ''}
          onChange={({ target }) => setKind(oneOf(productKinds, target.value))}
          className="flex-[1_1_9rem] sm:max-w-44"
        >
          <option value="">{text.anyKind}</option>
          {productKinds.map((each) => (
            <option key={each} value={each}>
              {text.kinds[each]}
            </option>
          ))}
        </Select>
      </div>
      <CardList
        query={{ data: data && { items: data.pages.flatMap(({ items }) => items) }, isError, error, refetch }}
        none={
          isFiltered
            ? { title: text.noMatch, help: text.noMatchHelp }
            : { title: text.none, help: text.noneHelp }
        }
      >
        {(product) => <ProductCard product={product} currency={currency} />}
      </CardList>
      <LoadMore query={products} />
    </>
  )
}
