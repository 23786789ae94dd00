import { Link, useSidebarOpenState } from '@backstage/core-components';
import styles from './SidebarLogo.module.css';

/** Four nodes of a mesh, one of them split in two: the product in one picture. */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();

  return (
    <Link to="/" underline="none" className={styles.link} aria-label="Home">
      <svg
        className={styles.mark}
        viewBox="0 0 32 32"
        aria-hidden="true"
        focusable="false"
      >
        <path d="M7 8 25 8 16 25Z M7 8 16 14 25 8 M16 14 16 25" />
        <circle cx="7" cy="8" r="3" />
        <circle cx="25" cy="8" r="3" />
        <circle cx="16" cy="14" r="3" />
        <circle cx="16" cy="25" r="3" />
      </svg>
      {isOpen && <span className={styles.name}>Meshway</span>}
    </Link>
  );
}
