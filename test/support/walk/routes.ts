/** Every route of the service, read off the routers that really answer. */
import type { Express } from 'express'

export interface Route {
  readonly method: string
  readonly path: string
}

/** What express keeps of `app.use(path, handler)` and `router.get(path, …)`. */
interface Layer {
  readonly rawPath?: string | readonly string[]
  readonly handle: { readonly stack?: readonly Layer[] }
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
}

export function routesOf({ router }: { router: Express['router'] }): Route[] {
  return walk(router.stack as unknown as readonly Layer[], '')
}

function walk(stack: readonly Layer[], prefix: string): Route[] {
  return stack.flatMap(({ route, rawPath, handle }) => {
    if (route)
      return Object.keys(route.methods).map(method => ({
        method: method.toUpperCase(),
        path: join(prefix, route.path),
      }))
    const places = rawPath === undefined ? [''] : [rawPath].flat()
    return places.flatMap(place => walk(handle.stack ?? [], join(prefix, place)))
  })
}

function join(prefix: string, path: string): string {
  return `${prefix.replace(/\/$/, '')}${path === '/' ? '' : path}` || '/'
}
