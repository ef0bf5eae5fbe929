import { exhibits } from "./exhibits";

/**
 * Every screen in every state, for those who build them: `npm run dev`, sign in as an administrator, open /gallery. A production build
 * has no such route.
 */
export default function GalleryPage() {
  const all = exhibits();
  const screens = [...new Set(all.map(({ screen }) => screen))];
  return (
    <main className="mx-auto max-w-4xl p-6" lang="en">
      <h1 className="text-2xl">States of every screen</h1>
      <p className="mt-1 text-ink-2">
        Sign in as an administrator first. Put real ids in place of [customer], [agreement] and [product].
      </p>
      <dl className="mt-6 space-y-4">
        {screens.map((screen) => (
          <div key={screen}>
            <dt className="font-semibold">{screen}</dt>
            <dd>
              <ul className="flex flex-wrap gap-x-4 gap-y-1">
                {all
                  .filter((one) => one.screen === screen)
                  .map(({ state, address }) => (
                    <li key={state}>
                      <a className="text-accent underline" href={address}>
                        {state}
                      </a>
                    </li>
                  ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </main>
  );
}
