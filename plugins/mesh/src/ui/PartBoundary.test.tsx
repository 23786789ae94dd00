import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PartBoundary } from './PartBoundary';

describe('a part that cannot be drawn', () => {
  it('says so, leaves the others alone, and can be tried again', async () => {
    const complain = jest.spyOn(console, 'error').mockImplementation();
    const user = userEvent.setup();
    let broken = true;
    const Part = () => {
      if (broken) throw new Error('steps is undefined');
      return <p>All is well.</p>;
    };
    render(
      <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
        <PartBoundary>
          <Part />
        </PartBoundary>
        <PartBoundary>
          <p>The other part.</p>
        </PartBoundary>
      </TestApiProvider>,
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'This part cannot be shownThe rest of the page is as it should be. (steps is undefined)',
    );
    expect(screen.getByText('The other part.')).toBeInTheDocument();

    broken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('All is well.')).toBeInTheDocument();
    complain.mockRestore();
  });
});
