import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      'coverage',
      '.data',
      'training/.venv',
      'src/adapters/prisma/generated',
      'test/architecture/planted',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // Injected classes must stay value imports: Nest reads them from the emitted decorator metadata.
    files: [
      'src/channels/**/*.ts',
      'src/adapters/**/*.ts',
      'src/turn/**/*.ts',
      'src/negotiations/**/*.ts',
      'src/platform/**/*.ts',
      'src/config/**/*.ts',
      'src/*.ts',
    ],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: [
      'src/main.ts',
      'src/cli/**/*.ts',
      'bench/**/*.ts',
      'scripts/**/*.mjs',
      'test/crash/main.ts',
      'clients/typescript/example.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // What a fixture hands out is its closing function, which needs no `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
