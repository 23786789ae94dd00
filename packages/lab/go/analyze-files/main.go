// Command analyze-files is `istioctl analyze --use-kube=false` that believes files about Services, Deployments and
// pods as well: istioctl itself reads those from a cluster alone, and skips the analyzers that need them.
//
// It prints a JSON object: for every file the codes of what Istio's analyzers complain about.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/log"
)

func main() {
	// Istio's libraries log to the standard output, where the answer goes.
	for _, scope := range log.Scopes() {
		scope.SetOutputLevel(log.NoneLevel)
	}
	codes := map[string][]string{}
	for _, file := range os.Args[1:] {
		found, err := analyze(file)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			os.Exit(1)
		}
		codes[file] = found
	}
	if err := json.NewEncoder(os.Stdout).Encode(codes); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func analyze(file string) ([]string, error) {
	reader, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer reader.Close()

	analyzer := local.NewIstiodAnalyzer(analyzers.AllCombined(), "", "istio-system", nil)
	source := local.ReaderSource{Name: file, Reader: reader}
	if err := analyzer.AddTestReaderKubeSource([]local.ReaderSource{source}); err != nil {
		// What the schema refuses, the other analyzers do not see; that it is refused is a finding too.
		return []string{"IST0106"}, nil
	}
	stop := make(chan struct{})
	defer close(stop)
	result, err := analyzer.Analyze(stop)
	if err != nil {
		return nil, err
	}
	codes := []string{}
	for _, message := range result.Messages {
		codes = append(codes, message.Type.Code())
	}
	slices.Sort(codes)
	return slices.Compact(codes), nil
}
