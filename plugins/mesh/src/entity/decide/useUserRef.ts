import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

/** Entity reference of the reader; undefined until it is known. */
export function useUserRef(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const [userRef, setUserRef] = useState<string>();
  useEffect(() => {
    let over = false;
    identityApi.getBackstageIdentity().then(
      ({ userEntityRef }) => {
        if (!over) setUserRef(userEntityRef);
      },
      () => {
        // Whether the reader is the author is checked by the backend too.
      },
    );
    return () => {
      over = true;
    };
  }, [identityApi]);
  return userRef;
}
