import { useEffect } from 'preact/hooks';
import { roles, whoAmI } from './api.ts';
import { listen } from './live.ts';
import { Shell } from './parts/shell.tsx';
import { SignIn } from './parts/sign-in.tsx';

/** The whole console: a key first, where the server asks for one; then the views. */
export function App() {
  const signedIn = roles.value;
  useEffect(() => {
    whoAmI().catch(() => setTimeout(() => location.reload(), 3000));
  }, []);
  useEffect(() => {
    if (signedIn) listen();
  }, [signedIn]);
  if (signedIn === undefined) return null;
  return signedIn === null ? <SignIn /> : <Shell />;
}
